#!/usr/bin/python3
# Prints what exchangelib reads for an address: exchangelib.py ADDRESS. Debian: python3-exchangelib.
# SSL_CERT_FILE names the authorities to trust.
#
# PoxAutodiscovery walks its whole way (https, http, SRV) and reads the answer with its own classes. Then it looks for
# an Exchange server, and raises an error where there is none (`end`): what it has read of IMAP, POP3 and SMTP is kept
# here the moment before. socketType is its field ssl, true or false; it has no field for Encryption, hence none for
# STARTTLS. `asked` are its requests, in order, each with the status of its answer: 0 where there was none. Before each
# it asks the name server of /etc/resolv.conf for the host; one that is only in /etc/hosts is not asked.
import json
import os
import sys
import tempfile

FOUND, CANNOT_RUN, NOTHING_FOUND = 0, 2, 3

# "exchangelib" would be this very file.
sys.path.remove(os.path.dirname(os.path.abspath(__file__)))


def server(protocol):
  """One server in the words that all readers here share."""
  return {
    'type': protocol.type.lower(),
    'hostname': protocol.server,
    'port': protocol.port,
    'socketType': protocol.ssl,
    'username': protocol.login_name,
  }


def look_up(address):
  """What exchangelib asks for the address, the protocols that it reads, and the sentence with which it ends."""
  from exchangelib.autodiscover.discovery.pox import PoxAutodiscovery
  from exchangelib.errors import EWSError

  asked, protocols = [], []

  class Noted(PoxAutodiscovery):
    def _get_unauthenticated_response(self, url, method='post'):
      status = 0
      try:
        auth_type, response = super()._get_unauthenticated_response(url, method)
        status = response.status_code
        return auth_type, response
      finally:
        asked.append(f'{method.upper()} {url} {status}')

    def _build_response(self, ad_response):
      if ad_response.account:
        protocols.extend(ad_response.account.protocols)
      return super()._build_response(ad_response)

  try:
    Noted(email=address).discover()
    return asked, protocols, None
  except (EWSError, ValueError) as error:
    return asked, protocols, str(error)


def main(address):
  """Prints what was read, and says with which status to end."""
  asked, protocols, end = look_up(address)
  servers = [server(protocol) for protocol in protocols]
  incoming = [one for one in servers if one['type'] in ('imap', 'pop3')]
  outgoing = [one for one in servers if one['type'] == 'smtp']
  print(json.dumps({'incoming': incoming, 'outgoing': outgoing, 'asked': asked, 'end': end}))
  return FOUND if incoming or outgoing else NOTHING_FOUND


def run():
  """Looks at how this was called, and says with which status to end."""
  if len(sys.argv) != 2:
    print('Give one address: exchangelib.py ADDRESS', file=sys.stderr)
    return CANNOT_RUN
  if 'SSL_CERT_FILE' in os.environ:
    os.environ['REQUESTS_CA_BUNDLE'] = os.environ['SSL_CERT_FILE']
  # It remembers in the folder for temporary files where it was answered, and then asks there alone.
  with tempfile.TemporaryDirectory() as folder:
    tempfile.tempdir = folder
    try:
      return main(sys.argv[1])
    except ImportError as error:
      print(f'Install python3-exchangelib and run this with /usr/bin/python3: {error}', file=sys.stderr)
    except OSError as error:
      print(f'It cannot ask: {error}', file=sys.stderr)
  return CANNOT_RUN


sys.exit(run())
