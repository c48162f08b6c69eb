import { Suspense, lazy, type ComponentType } from 'react';
import { Failed, Spinner } from './controls';

/**
 * What few people open, loaded when they open it for the first time. Where it does not come, as after
 * an update of the server, the page is to be loaded anew.
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Loaded = lazy(() =>
    load().then(
      (component) => ({ default: component }),
      () => ({ default: NotLoaded as ComponentType<Props> }),
    ),
  ) as ComponentType<Props>;
  return function Lazily(props: Props) {
    return (
      <Suspense fallback={<Loading />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}

function Loading() {
  return (
    <section className="pane pane--center">
      <Spinner label="Opening" />
    </section>
  );
}

function NotLoaded() {
  return (
    <section className="pane pane--center">
      <Failed
        message="This part could not be loaded. There may be a newer version of Parley."
        onRetry={() => {
          window.location.reload();
        }}
      />
    </section>
  );
}
