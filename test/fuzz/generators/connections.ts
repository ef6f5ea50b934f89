// One to four questions on one connection, so that an answer of one customer would show in another's.
import fc, { type Arbitrary } from 'fast-check'
import { type Asked, type Sent, serialize, together } from '../request.js'

// A longer request may be cut off, and the connection with it: such a one comes alone.
const LONGEST_OF_MANY = 3000

export function connection(asked: Arbitrary<Asked>): Arbitrary<Sent> {
  const isShort = ({ request }: Asked) => serialize(request, true).length <= LONGEST_OF_MANY
  const several = fc
    .array(asked, { minLength: 2, maxLength: 4 })
    .map((all) => (all.every(isShort) ? all : all.slice(0, 1)))
  const one = asked.map((only) => [only])
  return fc.oneof({ weight: 4, arbitrary: one }, { weight: 1, arbitrary: several }).map(together)
}
