import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import t from 'tap';
import { serviceContracts } from '../../../protocol/services.ts';
import {
  decodeRequest,
  decodeResponse,
  defaultMessageLimits,
  encodeRequest,
  encodeResponse,
} from '../../../protocol/soap/envelope.ts';
import { soap11, soap12 } from '../../../protocol/soap/version.ts';
import { serverSyncAlphabetical } from '../../../protocol/wsusss/server-sync.ts';
import { anyValueOf } from '../../helpers/arbitraries.ts';

const versions = [soap11, soap12];

for (const service of [...serviceContracts, serverSyncAlphabetical]) {
  for (const operation of Object.values(service.operations)) {
    t.test(`any request of ${service.name}.${operation.name} is read as it was written`, (t) => {
      fc.assert(
        fc.property(anyValueOf(operation.request), fc.constantFrom(...versions), (value, version) => {
          const xml = encodeRequest(service, operation, value as never, version);
          const decoded = decodeRequest(Buffer.from(xml), service, defaultMessageLimits, version);
          t.same(decoded, { operation: operation.name, value, unknown: [] });
          t.equal(XMLValidator.validate(xml), true);
        }),
        { numRuns: 40, endOnFailure: true },
      );
      t.end();
    });

    t.test(`any reply of ${service.name}.${operation.name} is read as it was written`, (t) => {
      fc.assert(
        fc.property(anyValueOf(operation.response), fc.constantFrom(...versions), (value, version) => {
          const bytes = Buffer.concat(encodeResponse(service, operation, value as never, version));
          t.same(decodeResponse(bytes, service, operation, defaultMessageLimits, version), value);
          t.equal(XMLValidator.validate(bytes.toString()), true);
        }),
        { numRuns: 40, endOnFailure: true },
      );
      t.end();
    });
  }
}
