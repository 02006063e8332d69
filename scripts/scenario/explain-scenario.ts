import type { Oracle, Scenario, Step } from '../../server/scenarios/scenario.ts';

const WIDTH = 100;

/** A scenario as a page for people. */
export function explainScenario(scenario: Scenario): string {
  const { id, title, layer, threat, story, correct, likely = [], honest, strike, repair, oracles } = scenario;
  const sections = [
    `${title}\n${'='.repeat([...title].length)}`,
    `${id} · layer ${layer} · threat: ${threat}`,
    ...story.map(wrapped),
    `A correct client\n\n${wrapped(correct)}`,
    `What happens\n\n${[
      ...phase('honest', honest),
      ...phase('strike', strike),
      ...(repair ? phase('repair', repair) : []),
    ].join('\n')}`,
    `Judged by\n\n${oracles.map(oracleText).join('\n')}`,
    ...(likely.length === 0
      ? []
      : [
          wrapped(
            `A Windows client is likely to end with ${likely.join(', ')}: by the texts of the codes, not confirmed on Windows.`,
          ),
        ]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function phase(name: string, { steps, client }: Scenario['honest']): readonly string[] {
  return [
    `  ${name}:`,
    ...steps.map((step) => `    server: ${stepText(step)}`),
    `    client: ${client.join(', ') || 'nothing'}`,
  ];
}

function stepText(step: Step): string {
  switch (step.do) {
    case 'seed':
      return 'seeds updates';
    case 'revise':
      return `revises ${step.update}, revision ${(step.by ?? 1) < 0 ? '' : '+'}${step.by ?? 1}`;
    case 'fault':
      return `fault ${JSON.stringify(step.rule)}`;
    case 'advance clock':
      return `moves the clock by ${step.milliseconds / 1000} s`;
    case 'snapshot':
    case 'restore':
      return `${step.do} ${step.name}`;
    case 'approve':
      return `approves ${step.update} to ${step.action}`;
    case 'decline':
      return `declines ${step.update}`;
    case 'configure':
      return `configures ${JSON.stringify(step.values)}`;
    default:
      return step.do;
  }
}

function oracleText({ why, kind }: Oracle): string {
  return `  - ${why}${kind === 'observe' ? ' (told, not judged)' : ''}`;
}

function wrapped(text: string): string {
  const lines: string[] = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}
