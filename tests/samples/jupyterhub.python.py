# Configuration file for jupyterhub.

c = get_config()  #noqa

#------------------------------------------------------------------------------
# JupyterHub(Application) configuration
#------------------------------------------------------------------------------

## Class for authenticating users.
#
#  Currently installed:
#    - default: jupyterhub.auth.PAMAuthenticator
#  Default: 'jupyterhub.auth.PAMAuthenticator'
# c.JupyterHub.authenticator_class = 'jupyterhub.auth.PAMAuthenticator'

## The public facing URL of the whole JupyterHub application.
#  Default: 'http://:8000'
# c.JupyterHub.bind_url = 'http://:8000'
c.JupyterHub.bind_url = 'http://127.0.0.1:8000'

#------------------------------------------------------------------------------
# Spawner(LoggingConfigurable) configuration
#------------------------------------------------------------------------------

## The URL the single-user server should start in.
#  Default: ''
# c.Spawner.default_url = ''
c.Spawner.default_url = "/lab"  # everybody likes it better

## Set of users that will have admin rights on this JupyterHub.
#  Default: set()
# c.Authenticator.admin_users = set()
