##########################################################################
# Settings of this site, which override those of config.py
##########################################################################
import os

# Data directory for storage of config settings etc. This shouldn't normally
# need to be changed - it's here as various other settings depend on it.
DATA_DIR = '/var/lib/pgadmin'

LOG_FILE = os.path.join('/var/log/pgadmin', 'pgadmin4.log')

# Default values are internal, ldap, kerberos, oauth2, webserver
AUTHENTICATION_SOURCES = ['internal']

# MASTER_PASSWORD_REQUIRED = True
CONSOLE_LOG_LEVEL = 30  # WARNING
