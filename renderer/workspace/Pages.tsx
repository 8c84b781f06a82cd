import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { AgendaPage } from '../agenda/AgendaPage.tsx';
import { listen } from '../hub/ipc.ts';
import { NotesPage } from '../notes/NotesPage.tsx';
import { MembersOnly } from '../packs/FromPack.tsx';
import { PersonPage } from '../people/PersonPage.tsx';
import { WorkshopNotHere } from '../program/NotHere.tsx';
import { SessionPage } from '../program/SessionPage.tsx';
import { TodayPage } from '../program/TodayPage.tsx';
import { WorkshopPage } from '../program/WorkshopPage.tsx';
import { BoardPage } from '../questions/BoardPage.tsx';
import { MyQuestionsPage } from '../questions/MyQuestionsPage.tsx';
import { DownloadsPage } from '../recordings/DownloadsPage.tsx';
import { SearchPage } from '../search/SearchPage.tsx';
import { WorkshopScope } from '../sync/WorkshopScope.tsx';
import { LibraryPage } from './LibraryPage.tsx';
import { keepRoute } from './lastRoute.ts';
import { NotFound } from './NotFound.tsx';
import { PageLoading } from './Page.tsx';

// What only these two pages need (sound and picture of a stage) is not read before the first one is drawn.
const LiveRoom = lazy(async () => ({ default: (await import('../live/room/LiveRoom.tsx')).LiveRoom }));
// Reading files of many formats is for organizers only.
const ImportPage = lazy(async () => ({
  default: (await import('../program/import/ImportPage.tsx')).ImportPage,
}));
// Seeing to recordings is for organizers and speakers only.
const ManagePage = lazy(async () => ({
  default: (await import('../recordings/manage/ManagePage.tsx')).ManagePage,
}));
const TalkPage = lazy(async () => ({ default: (await import('../recordings/TalkPage.tsx')).TalkPage }));

type Params = { readonly hub: string; readonly slug: string };

function Scoped({ params, children }: { readonly params: Params; readonly children: ReactNode }) {
  return (
    <WorkshopScope
      hub={params.hub}
      slug={params.slug}
      loading={<PageLoading />}
      missing={<WorkshopNotHere />}
    >
      <Suspense fallback={<PageLoading />}>{children}</Suspense>
    </WorkshopScope>
  );
}

/** Which page a path shows. */
export function Pages() {
  const [path, navigate] = useLocation();
  useEffect(() => keepRoute(path), [path]);
  useEffect(() => listen('link.opened', ({ route }) => navigate(route)), [navigate]);
  return (
    <Switch>
      <Route path="/">
        <TodayPage />
      </Route>
      <Route path="/questions">
        <MyQuestionsPage />
      </Route>
      <Route path="/downloads">
        <DownloadsPage />
      </Route>
      <Route path="/agenda">
        <AgendaPage />
      </Route>
      <Route path="/notes">
        <NotesPage />
      </Route>
      <Route path="/library">
        <LibraryPage />
      </Route>
      <Route path="/search">
        <SearchPage />
      </Route>
      <Route path="/h/:hub/w/:slug">
        {(params) => (
          <Scoped params={params}>
            <WorkshopPage key={params.slug} />
          </Scoped>
        )}
      </Route>
      <Route path="/h/:hub/w/:slug/import">
        {(params) => (
          <Scoped params={params}>
            <ImportPage key={params.slug} />
          </Scoped>
        )}
      </Route>
      <Route path="/h/:hub/w/:slug/recordings">
        {(params) => (
          <Scoped params={params}>
            <ManagePage key={params.slug} />
          </Scoped>
        )}
      </Route>
      <Route path="/h/:hub/w/:slug/board">
        {(params) => (
          <Scoped params={params}>
            <BoardPage />
          </Scoped>
        )}
      </Route>
      <Route path="/h/:hub/w/:slug/talk/:talkId">
        {(params) => (
          <Scoped params={params}>
            <TalkPage key={params.talkId} talkId={params.talkId} />
          </Scoped>
        )}
      </Route>
      <Route path="/h/:hub/w/:slug/session/:sessionId">
        {(params) => (
          <Scoped params={params}>
            <SessionPage key={params.sessionId} sessionId={params.sessionId} />
          </Scoped>
        )}
      </Route>
      <Route path="/h/:hub/w/:slug/person/:personId">
        {(params) => (
          <Scoped params={params}>
            <PersonPage key={params.personId} personId={params.personId} />
          </Scoped>
        )}
      </Route>
      <Route path="/h/:hub/w/:slug/live/:sessionId">
        {(params) => (
          <Scoped params={params}>
            <MembersOnly>
              <LiveRoom sessionId={params.sessionId} />
            </MembersOnly>
          </Scoped>
        )}
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
