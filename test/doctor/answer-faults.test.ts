// Each fault alone: whom it stops, and that its cause is named first.
import { testFaults } from './find-fault.js'
import { ANSWER_FAULTS } from './answer-faults.js'

testFaults(ANSWER_FAULTS)
