import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import t from 'tap';
import { serviceContracts } from '../../../protocol/services.ts';
import {
  decodeRequest,
  decodeResponse,
  encodeRequest,
  encodeResponse,
} from '../../../protocol/soap/envelope.ts';
import { anyValueOf } from '../../helpers/arbitraries.ts';

for (const service of serviceContracts) {
  for (const operation of Object.values(service.operations)) {
    t.test(`any request of ${service.name}.${operation.name} is read as it was written`, (t) => {
      fc.assert(
        fc.property(anyValueOf(operation.request), (value) => {
          const xml = encodeRequest(service, operation, value as never);
          const decoded = decodeRequest(Buffer.from(xml), service);
          t.same(decoded, { operation: operation.name, value, unknown: [] });
          t.equal(XMLValidator.validate(xml), true);
        }),
        { numRuns: 40, endOnFailure: true },
      );
      t.end();
    });

    t.test(`any reply of ${service.name}.${operation.name} is read as it was written`, (t) => {
      fc.assert(
        fc.property(anyValueOf(operation.response), (value) => {
          const bytes = Buffer.concat(encodeResponse(service, operation, value as never));
          t.same(decodeResponse(bytes, service, operation), value);
          t.equal(XMLValidator.validate(bytes.toString()), true);
        }),
        { numRuns: 40, endOnFailure: true },
      );
      t.end();
    });
  }
}
