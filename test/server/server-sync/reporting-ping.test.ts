import t from 'tap';
import { soapActionOf } from '../../../protocol/soap/contract.ts';
import { decodeResponse, encodeRequest } from '../../../protocol/soap/envelope.ts';
import { reportingService } from '../../../protocol/wusp/reporting.ts';
import { startUpstream } from '../../helpers/server-client.ts';

t.test('the reporting service answers Ping too', async (t) => {
  const { server } = await startUpstream(t);
  const { Ping } = reportingService.operations;
  const { status, body } = await server.http(
    'POST',
    reportingService.path,
    {
      'content-type': 'text/xml; charset=utf-8',
      soapaction: `"${soapActionOf(reportingService, 'Ping')}"`,
    },
    encodeRequest(reportingService, Ping, { pingLevel: 1 }),
  );
  t.equal(status, 200);
  t.match(decodeResponse(body, reportingService, Ping), {
    PingResult: { SuccessFlag: true, ServicesName: 'mock-windows-update', IsHttps: false },
  });
});
