// Where clients ask on any host: the paths of each format, as its specification or its clients have them.

export const PATHS = {
  /** draft-ietf-mailmaint-autoconfig, section 4; also behind `wellKnownAutoconfig`. */
  autoconfig: '/mail/config-v1.1.xml',
  wellKnownAutoconfig: '/.well-known/autoconfig',
  /** [MS-OXDISCO]; clients write it in several cases. */
  autodiscover: '/autodiscover/autodiscover.xml',
  autodiscoverJson: '/autodiscover/autodiscover.json',
  /** draft-ietf-mailmaint-pacc. */
  pacc: '/.well-known/user-agent-configuration.json',
  profile: '/email.mobileconfig',
  /** As automx2 and Modoboa call it, with `emailaddress=`; either parameter is understood on either path. */
  profileAlias: '/mobileconfig',
} as const
