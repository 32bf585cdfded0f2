import { render } from 'preact';
import { App } from './app.tsx';
import { follow } from './live.ts';

// The figures' own colours; the server makes them from what draws the figures.
const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = 'figure.css';
document.head.append(style);

render(<App />, document.querySelector('.app') as Element);
follow();
