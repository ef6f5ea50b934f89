// Documents with their digests, from outside this program.

export interface Vector {
  body: string
  digest: string
}

const V1_BODY =
  '{"authentication":{"password":true},"info":{"help":{"documentation":"https://help.example-hosting.net/mail"},' +
  '"provider":{"name":"Example Hosting","shortName":"ExHost"}},"protocols":{"imap":{"host":"ssl0.ovh.net"},' +
  '"pop3":{"host":"ssl0.ovh.net"},"smtp":{"host":"ssl0.ovh.net"},"submit":{"host":"ssl0.ovh.net"}}}'

export const V1: Vector = {
  body: V1_BODY,
  digest: '3x1Nwa5QV0EbbWxqhe0TmNNBvFb8Mofg9zRysToT/TM=',
}

/** The same with a line feed, which some editors add. */
export const V1_WITH_LINE_FEED: Vector = {
  body: `${V1_BODY}\n`,
  digest: 'Eiq966Tug1a+7dBI+h08I4mY7lIRxhJJzicaYrWv1Ds=',
}

export const V2: Vector = {
  body: '{"authentication":{"password":true},"info":{"provider":{"name":"Ąžuolas"}},"protocols":{"imap":{"host":"imap.example.com"}}}',
  digest: 'fUBW0FS+d7q/7jEo32HzkCwWQ6ULCXIW+HIWxmZJUM0=',
}
