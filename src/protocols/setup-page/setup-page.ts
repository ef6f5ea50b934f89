// The set-up page: a person's own settings in his own language, filled into steps for his mail program.
// No specification; the client is whoever opens the service in a browser. It works without JavaScript, asks for
// no password, sets no cookie and loads nothing from elsewhere.
import type { Protocol } from '../protocol.js'
import { routes } from './routes.js'

export const setupPage: Protocol = {
  name: 'setup-page',
  endpoints: [
    {
      method: 'GET',
      path: '/?email=<address>',
      askedBy: 'people: their settings, and steps for their mail app',
    },
    { method: 'POST', path: '/', askedBy: 'the same, with the address kept out of the link' },
    {
      method: 'GET',
      path: '/apple?email=<address>',
      askedBy: 'people with an iPhone or iPad, by QR code',
    },
  ],
  routes,
}
