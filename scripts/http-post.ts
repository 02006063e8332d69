/** What a server answered. */
export interface Posted {
  /** 0 when nobody answered. */
  readonly status: number;
  readonly body: string;
}

/** A double on a slow disk takes some seconds to write itself. */
const PATIENCE_MILLISECONDS = 120_000;

/** Posts `value` as JSON. Throws nothing. */
export async function postJson(url: string, value: object, token?: string): Promise<Posted> {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  try {
    const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(value), signal });
    return { status: reply.status, body: await reply.text() };
  } catch (error) {
    return { status: 0, body: error instanceof Error ? error.message : String(error) };
  }
}
