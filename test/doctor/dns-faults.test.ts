// Each fault alone: whom it stops, and that its cause is named first.
import { testFaults } from './find-fault.js'
import { DNS_FAULTS } from './dns-faults.js'

testFaults(DNS_FAULTS)
