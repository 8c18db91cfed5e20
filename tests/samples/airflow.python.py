# Default configuration for the Airflow webserver.
import os

from flask_appbuilder.const import AUTH_DB

# from airflow.www.fab_security.manager import AUTH_LDAP
# from airflow.www.fab_security.manager import AUTH_OAUTH

basedir = os.path.abspath(os.path.dirname(__file__))

# Flask-WTF flag for CSRF
WTF_CSRF_ENABLED = True
WTF_CSRF_TIME_LIMIT = None

# ----------------------------------------------------
# AUTHENTICATION CONFIG
# ----------------------------------------------------
# The authentication type
AUTH_TYPE = AUTH_DB

# Uncomment to setup full admin role name
# AUTH_ROLE_ADMIN = 'Admin'

# Will allow user self registration
# AUTH_USER_REGISTRATION = True

# The default user self registration role
# AUTH_USER_REGISTRATION_ROLE = "Public"

# When using OAuth Auth, uncomment to setup provider(s) info
# OAUTH_PROVIDERS = [{
#     'name': 'google',
#     'token_key': 'access_token',
#     'icon': 'fa-google',
# }]

# ----------------------------------------------------
# Theme CONFIG
# ----------------------------------------------------
# APP_THEME = "cerulean.css"
