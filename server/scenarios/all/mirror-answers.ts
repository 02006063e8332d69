import type { Scenario } from '../scenario.ts';
import { refusedFile } from './refused-file.ts';

/** A content server that does not give a file, says why, and should not be believed too much: attack scenarios B1.10. */
export const mirrorAnswers: readonly Scenario[] = [
  refusedFile(
    { kind: 'http.status', status: 404 },
    {
      id: 'malicious-mirror.not-found',
      title: 'The newest file is not there',
      story: [
        'The metadata names a file, and the content server says 404. On a WSUS that is the usual state of an ' +
          'update that was approved minutes ago; on a mirror it can be the whole attack: everybody gets everything ' +
          'but the one file that closes the hole.',
      ],
      correct:
        'Reports the failed download of that update, installs the others, and asks again with a later scan, not ' +
        'over and over.',
      likely: ['WU_E_PT_HTTP_STATUS_NOT_FOUND'],
    },
  ),
  refusedFile(
    { kind: 'http.status', status: 410 },
    {
      id: 'malicious-mirror.gone',
      title: 'The newest file is gone for good',
      story: [
        '410 says that the file was there and will never be again. It is an invitation to cross it out for ever, ' +
          'given by somebody who cannot be asked for his name.',
      ],
      correct:
        'Takes it for a failure of today, reports it, installs the others, and offers the update again after its ' +
        'next scan.',
      likely: ['WU_E_PT_HTTP_STATUS_GONE'],
    },
  ),
  refusedFile(
    { kind: 'http.status', status: 503, headers: { 'Retry-After': '86400' } },
    {
      id: 'malicious-mirror.unavailable',
      title: 'The content server wants to be left alone for a day',
      story: [
        '503 with Retry-After for one file. What is fair from an overloaded server would be, taken at its word, ' +
          'a day without updates; a mirror may say it every day.',
      ],
      correct:
        'Waits for minutes at most within a download, reports the failure, and installs what can be had.',
      likely: ['WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL'],
    },
  ),
  refusedFile(
    { kind: 'http.reset' },
    {
      id: 'malicious-mirror.reset',
      title: 'The connection is cut whenever the file is asked for',
      story: [
        'A middle box reads along, sees the path of the file and cuts the connection with a forged reset. ' +
          'Everything else goes through.',
      ],
      correct: 'Tries a few times, reports the failed download, and installs the others.',
      likely: ['ERROR_WINHTTP_CONNECTION_ERROR'],
    },
  ),
  refusedFile(
    { kind: 'http.redirect', to: '{url}' },
    {
      id: 'malicious-mirror.redirect-loop',
      title: 'A redirect to itself',
      story: [
        'The file has moved, says the server, to where it is. A client that follows without counting never comes ' +
          'out of it, and its requests are many: each costs the server next to nothing, which makes it a nuisance ' +
          'to run and no trouble to keep up.',
      ],
      correct: 'Follows a handful of redirects and then takes it for a failure.',
      likely: ['ERROR_WINHTTP_REDIRECT_FAILED'],
    },
    { most: 60 },
  ),
  refusedFile(
    { kind: 'http.redirect', to: 'file:///C:/Windows/System32/mock.cab' },
    {
      id: 'malicious-mirror.redirect-to-file',
      title: 'A redirect to a file on the disk',
      story: [
        'The redirect leads to file:, and the client runs with rights its user has not. Libraries that know many ' +
          'schemes have opened what they were told; a path of another machine makes Windows log on there.',
      ],
      correct: 'Follows to http: and https: alone, and takes anything else for a failure.',
      likely: ['ERROR_WINHTTP_UNRECOGNIZED_SCHEME'],
    },
  ),
  refusedFile(
    { kind: 'http.redirect', to: 'http://127.0.0.1:9/mock.cab' },
    {
      id: 'malicious-mirror.redirect-elsewhere',
      title: 'A redirect to where nobody is',
      story: [
        'The redirect leads to a port on which nobody listens. It could as well lead into the house of the ' +
          'client, to a machine that takes a GET for an order: a redirect makes a client send requests from ' +
          'inside.',
      ],
      correct: 'Ends with a failure for this file, reports it, and installs the others.',
      likely: ['WU_E_PT_ENDPOINT_UNREACHABLE'],
    },
  ),
];
