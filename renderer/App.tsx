import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Router, useLocation } from 'wouter';
import { Toasts } from './design/Toast.tsx';
import { PackHost } from './packs/PackHost.tsx';
import { JoinPage } from './people/JoinPage.tsx';
import { PlayerHost } from './recordings/PlayerHost.tsx';
import { Connections } from './workspace/Connections.tsx';
import { useHubs } from './workspace/HubsContext.tsx';
import { Pages } from './workspace/Pages.tsx';
import { Problem } from './workspace/Problem.tsx';
import { Shell } from './workspace/Shell.tsx';

/** The whole window: who I am, what I have joined, the frame and the pages in it. */
export function App() {
  return (
    <I18nProvider locale="en-GB">
      <Problem>
        <Connections>
          <Frame />
          <PackHost />
        </Connections>
      </Problem>
      <Toasts />
    </I18nProvider>
  );
}

function Frame() {
  const hubs = useHubs();
  if (hubs.length === 0) return <JoinPage />;
  return (
    <Router>
      <PlayerHost>
        <Shell>
          <Page />
        </Shell>
      </PlayerHost>
    </Router>
  );
}

function Page() {
  const [path] = useLocation();
  return (
    <Problem page={path}>
      <Pages />
    </Problem>
  );
}
