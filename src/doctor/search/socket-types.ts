// The kind of TLS that clients take for granted where they only have a port.

const STARTTLS_PORTS = [143, 110, 25, 587]

/** Of Thunderbird in autodiscover, and of FairEmail. */
export function socketTypeOfMailPort(port: number): 'SSL' | 'STARTTLS' {
  return STARTTLS_PORTS.includes(port) ? 'STARTTLS' : 'SSL'
}
