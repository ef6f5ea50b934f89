#!/usr/bin/php
<?php
// Prints what Horde reads for an address: horde.php ADDRESS.
// Debian: php-cli, php-mbstring and php-horde-mail-autoconfig.
//
// Horde_Mail_Autoconfig reads the address and asks its own drivers. Each answer is noted and then kept from it, so that
// it goes on to the next driver and connects to no mail server. What its driver Guess makes up is left out.
// socketType is its property tls: "tls" is TLS from the start; null is no word, and then it insists on STARTTLS.
// username null is no word either: it then logs in with the address, and after that with its local part.
// `asked` are the requests by HTTP, in order, each with the status of its answer: 0 where there was none. Its driver
// Srv asks the name server of /etc/resolv.conf, never /etc/hosts.

const FOUND = 0, CANNOT_RUN = 2, NOTHING_FOUND = 3;

// The packages are older than this PHP: its notices about them must not get into the answer.
error_reporting(E_ALL & ~E_DEPRECATED);
ini_set('display_errors', 'stderr');
spl_autoload_register(function (string $class): void {
  $file = stream_resolve_include_path(strtr($class, '_', '/') . '.php');
  if ($file !== false) require_once $file;
});

/** Says what is in the way, and ends. */
function stop(string $reason): never
{
  fwrite(STDERR, "$reason\n");
  exit(CANNOT_RUN);
}

if ($argc !== 2) stop('Give one address: horde.php ADDRESS');
if (!class_exists('Horde_Mail_Autoconfig')) stop('Install php-horde-mail-autoconfig.');
if (!function_exists('mb_convert_encoding')) stop('Install php-mbstring.');

/** Horde's classes of servers, in the words that all readers here share. */
const TYPES = [
  'Horde_Mail_Autoconfig_Server_Imap' => 'imap',
  'Horde_Mail_Autoconfig_Server_Pop3' => 'pop3',
  'Horde_Mail_Autoconfig_Server_Msa' => 'smtp',
];

/** Horde's own client of HTTP, which also notes what it asked for. */
class NotingHttp extends Horde_Http_Client
{
  public static array $asked = [];

  public function get($uri = null, $headers = [])
  {
    $status = 0;
    try {
      $response = parent::get($uri, $headers);
      $status = $response->code;
      return $response;
    } finally {
      self::$asked[] = "GET $uri $status";
    }
  }
}

/** Stands for one of Horde's drivers, and keeps what it answers. */
class NotingDriver extends Horde_Mail_Autoconfig_Driver
{
  public array $servers = [];

  public function __construct(private Horde_Mail_Autoconfig_Driver $driver)
  {
    $this->priority = $driver->priority;
    if ($driver instanceof Horde_Mail_Autoconfig_Driver_Thunderbird) $driver->http = new NotingHttp();
  }

  public function msaSearch($domains, array $opts = [])
  {
    return $this->note($this->driver->msaSearch($domains, $opts));
  }

  public function mailSearch($domains, array $opts = [])
  {
    return $this->note($this->driver->mailSearch($domains, $opts));
  }

  private function note(array|false $answer): false
  {
    foreach ($answer ?: [] as $server) {
      $this->servers[] = [
        'type' => TYPES[get_class($server)],
        'hostname' => $server->host,
        'port' => $server->port,
        'socketType' => $server->tls,
        'username' => $server->username,
        'driver' => preg_replace('/^.*_/', '', get_class($this->driver)),
      ];
    }
    return false;
  }
}

/** What all drivers answer, in Horde's order, to its look-up `method`. */
function ask(string $method, string $address): array
{
  $told = array_filter(
    Horde_Mail_Autoconfig::getDrivers(),
    fn($driver) => !$driver instanceof Horde_Mail_Autoconfig_Driver_Guess,
  );
  $drivers = array_map(fn($driver) => new NotingDriver($driver), array_values($told));
  (new Horde_Mail_Autoconfig(['drivers' => $drivers]))->$method($address);
  return array_merge(...array_map(fn($driver) => $driver->servers, $drivers));
}

try {
  $incoming = ask('getMailConfig', $argv[1]);
  $outgoing = ask('getMsaConfig', $argv[1]);
} catch (Horde_Mail_Autoconfig_Exception $error) {
  stop("Horde does not take this address: {$error->getMessage()}");
}
$read = compact('incoming', 'outgoing') + ['asked' => NotingHttp::$asked];
echo json_encode($read, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), "\n";
exit($incoming || $outgoing ? FOUND : NOTHING_FOUND);
