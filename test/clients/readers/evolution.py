#!/usr/bin/python3
# Prints what Evolution reads for an address: evolution.py ADDRESS.
# Debian: libevolution, evolution-data-server and dbus-daemon.
# SSL_CERT_FILE names the authorities to trust.
#
# EMailAutoconfig of libevolution-mail looks the address up, as it does for "Look up mail server details" of a new
# account, and fills one account of each type; printed are the words of the file that Evolution would save.
# `asked` are its requests, in order, each with the status of its answer: 0 where there was none.
# It wants the registry of accounts, so this runs on a session bus of its own, with a home that is removed afterwards.
import configparser
import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile

FOUND, CANNOT_RUN, NOTHING_FOUND = 0, 2, 3
ON_OWN_BUS = '--on-own-bus'
LIBRARY = '/usr/lib/evolution/libevolution-mail.so.0'
# Evolution's name of each type: how to fill in an account, the section that makes a source one, and its backend.
TYPES = {
  'imap': ('e_mail_autoconfig_set_imap_details', b'Mail Account', b'imapx'),
  'pop3': ('e_mail_autoconfig_set_pop3_details', b'Mail Account', b'pop'),
  'smtp': ('e_mail_autoconfig_set_smtp_details', b'Mail Transport', b'smtp'),
}


# What GLib calls after a signal: the bytes of a GValue, and a function on an array of them that says whether to go on.
VALUE_SIZE = 24
HOOK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p)


class GError(ctypes.Structure):
  """An error as GLib hands it out."""

  _fields_ = [('domain', ctypes.c_uint32), ('code', ctypes.c_int), ('message', ctypes.c_char_p)]


class Stop(Exception):
  """Why this cannot run, in a sentence."""


def evolution():
  """A way to call what Evolution's library has, and the libraries that it stands on: GLib's, the accounts', mail's."""
  try:
    library = ctypes.CDLL(LIBRARY)
  except OSError as error:
    raise Stop(f'Install libevolution: {error}') from error

  def call(name, *arguments, returns=ctypes.c_void_p):
    function = library[name]
    function.restype = returns
    # Without this, ctypes cuts pointers to the width of an int.
    return function(*(ctypes.c_void_p(one) if isinstance(one, int) else one for one in arguments))

  return call


def trust(call, file, error):
  """Every TLS connection from here on trusts the authorities in the file, and no others."""
  database = call('g_tls_file_database_new', file.encode(), ctypes.byref(error))
  if not database:
    raise Stop(f'SSL_CERT_FILE cannot be used: {error.contents.message.decode()}')
  call('g_tls_backend_set_default_database', call('g_tls_backend_get_default'), database)


def note_requests(call, asked):
  """Adds to `asked` whatever is asked for through libsoup from here on."""

  def note(_hint, _count, values, _data):
    message = call('g_value_get_object', values + VALUE_SIZE)
    method = call('soup_message_get_method', message, returns=ctypes.c_char_p)
    url = call('g_uri_to_string', call('soup_message_get_uri', message), returns=ctypes.c_char_p)
    status = call('soup_message_get_status', message, returns=ctypes.c_int)
    asked.append(f'{method.decode()} {url.decode()} {status}')
    return True

  # GLib does not keep it alive.
  call.hook = HOOK(note)
  session = call('soup_session_get_type')
  call('g_type_class_ref', session)
  signal = call('g_signal_lookup', b'request-unqueued', session, returns=ctypes.c_uint)
  call('g_signal_add_emission_hook', signal, 0, call.hook, None, None)


def account(call, autoconfig, kind):
  """What was read for one type, as Evolution would save it; None where nothing was."""
  fill, section, backend = TYPES[kind]
  source = call('e_source_new', None, None, None)
  extension = call('e_source_get_extension', source, section)
  call('e_source_backend_set_backend_name', extension, backend)
  if not call(fill, autoconfig, source, returns=ctypes.c_int):
    return None
  saved = configparser.ConfigParser(interpolation=None, strict=False)
  saved.optionxform = str
  saved.read_string(call('e_source_to_string', source, None, returns=ctypes.c_char_p).decode())
  login = saved['Authentication']
  return {
    'type': kind,
    'hostname': login.get('Host'),
    'port': login.getint('Port'),
    'socketType': saved.get('Security', 'Method', fallback=None),
    'username': login.get('User') or None,
    'authentication': login.get('Method') or None,
  }


def look_up(address):
  """What Evolution asks for the address, the servers that it reads, and the sentence with which it ends without any."""
  call = evolution()
  error = ctypes.POINTER(GError)()
  if 'SSL_CERT_FILE' in os.environ:
    trust(call, os.environ['SSL_CERT_FILE'], error)
  registry = call('e_source_registry_new_sync', None, ctypes.byref(error))
  if not registry:
    raise Stop(f'Install evolution-data-server, which has the registry: {error.contents.message.decode()}')
  call('camel_provider_init')
  call('e_source_camel_register_types')
  asked = []
  note_requests(call, asked)
  autoconfig = call(
    'e_mail_autoconfig_new_sync', registry, address.encode(), None, None, ctypes.byref(error)
  )
  if not autoconfig:
    return asked, [], error.contents.message.decode()
  found = [account(call, autoconfig, kind) for kind in TYPES]
  return asked, [one for one in found if one], None


def tell(address):
  """Prints what was read, and says with which status to end."""
  asked, servers, end = look_up(address)
  incoming = [one for one in servers if one['type'] != 'smtp']
  outgoing = [one for one in servers if one['type'] == 'smtp']
  print(json.dumps({'incoming': incoming, 'outgoing': outgoing, 'asked': asked, 'end': end}))
  return FOUND if servers else NOTHING_FOUND


def tell_on_own_bus(address):
  """Runs this file again where there is nothing of the person's who started it: no accounts, no bus, no screen."""
  if not shutil.which('dbus-run-session'):
    raise Stop('Install dbus-daemon.')
  with tempfile.TemporaryDirectory() as home:
    kept = {name: os.environ[name] for name in ('PATH', 'SSL_CERT_FILE') if name in os.environ}
    own = {'HOME': home, 'XDG_RUNTIME_DIR': home, 'GSETTINGS_BACKEND': 'memory'}
    command = ['dbus-run-session', '--', sys.executable, __file__, ON_OWN_BUS, address]
    return subprocess.run(command, env={**kept, **own}, check=False).returncode


def run(arguments):
  """Looks at how this was called, and says with which status to end."""
  try:
    match arguments:
      case [first, address] if first == ON_OWN_BUS:
        return tell(address)
      case [address]:
        return tell_on_own_bus(address)
    raise Stop('Give one address: evolution.py ADDRESS')
  except Stop as reason:
    print(reason, file=sys.stderr)
    return CANNOT_RUN


sys.exit(run(sys.argv[1:]))
