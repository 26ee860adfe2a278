import type { Output } from '#shared/contract/index.ts';
import { assertNever } from '#shared/domain/assertNever.ts';
import { ApprovalWindow } from '../features/exports/ApprovalWindow.tsx';
import { AskCode } from '../features/session/AskCode.tsx';
import { LoginScreen } from '../features/session/LoginScreen.tsx';
import { NewcomerWindow } from '../features/session/NewcomerWindow.tsx';
import { MainWindow } from './MainWindow.tsx';
import { Providers } from './Providers.tsx';

interface AppProps {
  readonly host: Output<'host.state'>;
}

function Content({ host }: AppProps) {
  switch (host.window) {
    case 'main':
      return <MainWindow host={host} />;
    case 'newcomer':
      return <NewcomerWindow />;
    case 'approval':
      if (host.request === null) return null;
      return <ApprovalWindow request={host.request} login={(form) => <LoginScreen {...form} lastUser={null} />} />;
    default:
      return assertNever(host.window);
  }
}

/** What a window shows, by its kind. */
export function App({ host }: AppProps) {
  return (
    <Providers colourScheme={host.colourScheme}>
      <Content host={host} />
      <AskCode />
    </Providers>
  );
}
