import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { searchPath } from '../workspace/routes.ts';

const CALM_MS = 300;

/** What is typed on the search page. The address follows once it is calm, and leads when it changes by itself. */
export function useTyped(): readonly [text: string, type: (text: string) => void] {
  const [path, navigate] = useLocation();
  const [params] = useSearchParams();
  const address = params.get('q') ?? '';
  const [text, setText] = useState(address);
  const written = useRef(address);
  useEffect(() => {
    if (address === written.current) return;
    written.current = address;
    setText(address);
  }, [address]);
  useEffect(() => {
    const typed = text.trim();
    if (typed === written.current || path !== '/search') return;
    const timer = setTimeout(() => {
      written.current = typed;
      navigate(searchPath(typed), { replace: true });
    }, CALM_MS);
    return () => clearTimeout(timer);
  }, [text, path, navigate]);
  return [text, setText];
}
