import { SoapFault } from '../../../protocol/soap/fault.ts';

/** A fault an upstream server answered, with the operation it was an answer to. */
export class UpstreamFault extends SoapFault {
  readonly operation: string;

  constructor(operation: string, { code, detail, side }: SoapFault) {
    super(code, detail, side);
    this.operation = operation;
  }
}
