import { dateTimeOf } from '../../protocol/soap/date-time.ts';
import type { Caller, World } from '../world.ts';
import type { RequestOf, ResponseOf } from './operation.ts';

/** [MS-WSUSSS] §3.1.4.12: part of no sequence; it says that the service is well. */
export function ping(world: World, caller: Caller, _request: RequestOf<'Ping'>): ResponseOf<'Ping'> {
  const now = dateTimeOf(world.clock.now());
  return {
    PingResult: {
      SuccessFlag: true,
      ServicesTime: now,
      ServicesName: 'mock-windows-update',
      ServicesMachine: caller.hostName,
      IsHttps: caller.isHttps,
      ConfigFileLastModifiedTime: now,
      ConfigFileNextExpirationTime: now,
      ConfigFileExpirationModuloInMinutes: 0,
    },
  };
}
