import { basename, dirname } from 'node:path';
import { checkClaims } from '../../claims/check-claims.ts';
import { crossCheck } from '../../claims/cross/check.ts';
import type { CrossCheck } from '../../claims/cross/cross-check.ts';
import type { Verdict } from '../../claims/verdict.ts';
import type { Facts } from '../../evidence/facts.ts';
import { MOST } from '../../files/limits.ts';
import { readInside } from '../../files/read.ts';
import { markdownToHtml } from '../../html/markdown-to-html.ts';
import { renderReport } from '../../report/render.ts';
import { sourcesOf, type Template } from '../../template/template.ts';
import { LabreportError } from '../../text/errors.ts';
import type { Overview, View, ViewName } from '../protocol.ts';
import type { News } from './http/hub.ts';
import type { Source } from './preview-source.ts';
import { Images } from './views/images.ts';
import { describeRun } from './views/overview.ts';
import { SectionParser } from './views/parse-sections.ts';
import { problemOf } from './views/problem.ts';

/** What a record says, read once for all that is shown of it. */
interface Known {
  facts: Facts;
  text: string;
  verdicts: Verdict[];
  crossChecks: CrossCheck[];
}

/** The report as it is now, in both of its views; keeps the last good ones. */
export class Session {
  readonly #source: Source;
  #known: Known;
  readonly #views = new Map<ViewName, View>();
  readonly #images = new Map<ViewName, Images>();
  readonly #parser = new SectionParser();
  /** The views are made one after the other, so that an older one never follows a newer. */
  #work: Promise<unknown> = Promise.resolve();

  private constructor(source: Source, known: Known) {
    this.#source = source;
    this.#known = known;
  }

  /** Throws a LabreportError when there is no report that can be read. */
  static async open(source: Source): Promise<Session> {
    const session = new Session(source, await readKnown(source));
    session.#showReport('asked');
    return session;
  }

  get facts(): Facts {
    return this.#known.facts;
  }

  get overview(): Overview {
    const { describeLab, dir, language } = this.#source;
    return describeRun({ ...this.#known, lab: describeLab(this.facts.record), dir, language });
  }

  images(view: ViewName): Images | undefined {
    return this.#images.get(view);
  }

  /** What a page is told when it comes. */
  greeting(): News[] {
    const views = [...this.#views.values()].map((view) => ({ ...view, cause: 'asked' }));
    return [{ event: 'overview', data: this.overview }, ...views.map((data) => ({ event: 'view', data }))];
  }

  /** The template's view, made when it is first asked for. */
  async templateView(): Promise<View> {
    return this.#views.get('template') ?? (await this.#inTurn(() => this.#showTemplate('asked')));
  }

  /** Somebody has saved report.md. */
  saveReport(cause: View['cause']): Promise<View> {
    return this.#inTurn(async () => {
      try {
        this.#known.text = readText(this.#source);
        return this.#showReport(cause);
      } catch (error) {
        return this.#keep({ ...(this.#views.get('report') as View), cause, problem: problemOf(error) });
      }
    });
  }

  /** Somebody has saved the template or a partial. */
  saveTemplate(cause: View['cause'], saved?: ReadonlySet<string>): Promise<View> {
    return this.#inTurn(() => this.#showTemplate(cause, saved));
  }

  /** There is another record: all that was known of the old one is given up. */
  reload(): Promise<News[]> {
    return this.#inTurn(async () => {
      try {
        this.#known = await readKnown(this.#source);
      } catch (error) {
        const view = { ...(this.#views.get('report') as View), cause: 'record' as const, problem: problemOf(error) };
        return [{ event: 'view', data: view }];
      }
      const views = [this.#showReport('record')];
      if (this.#views.has('template')) views.push(await this.#showTemplate('record'));
      return [{ event: 'overview', data: this.overview }, ...views.map((data) => ({ event: 'view', data }))];
    });
  }

  /** Makes the template's view before somebody asks for it. */
  async prepareTemplate(): Promise<void> {
    await this.#inTurn(() => this.#showTemplate('asked'));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => {});
    return done;
  }

  #showReport(cause: View['cause']): View {
    const { dir, file } = this.#source;
    return this.#keep({
      name: 'report',
      file,
      cause,
      ...this.#convert('report', this.#known.text, new Images('report', dir)),
    });
  }

  async #showTemplate(cause: View['cause'], saved?: ReadonlySet<string>): Promise<View> {
    const { facts } = this.#known;
    let template: Template | undefined;
    try {
      template = await this.#source.loadTemplate(saved);
      const { markdown, figures } = this.#render(template);
      const drawn = new Map(figures.map(({ path, text }) => [path, text]));
      const images = new Images('template', this.#source.dir, drawn);
      return this.#keep({
        name: 'template',
        file: template.file,
        cause,
        ...this.#convert('template', markdown, images),
      });
    } catch (error) {
      // Before the template has given its first page, the report is the last good one.
      const last = this.#views.get('template') ?? this.#views.get('report');
      const problem = problemOf(error, template === undefined ? undefined : sourcesOf(template));
      const file = template?.file ?? (error as LabreportError).place?.file ?? facts.record.lab.template;
      return this.#keep({ name: 'template', file, cause, html: last?.html ?? '', problem });
    }
  }

  #render(template: Template) {
    const { facts, verdicts, crossChecks } = this.#known;
    const read = (path: string) => readInside(this.#source.dir, path);
    return renderReport({ facts, read, verdicts, crossChecks, template });
  }

  #convert(name: ViewName, markdown: string, images: Images): { html: string } {
    const html = markdownToHtml(markdown, {
      image: (path) => images.address(path),
      parse: (text) => this.#parser.parse(text),
    });
    this.#images.set(name, images);
    return { html };
  }

  #keep(view: View): View {
    this.#views.set(view.name, view);
    return view;
  }
}

async function readKnown(source: Source): Promise<Known> {
  const { text, facts } = await source.open();
  return { text, facts, verdicts: checkClaims({ facts }), crossChecks: crossCheck({ facts }) };
}

function readText({ markdown, file }: Source): string {
  try {
    return readInside(dirname(markdown), basename(markdown), MOST.textBytes).toString('utf8');
  } catch (cause) {
    if (cause instanceof LabreportError) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is not there' : (cause as Error).message;
    throw new LabreportError({
      code: 'report-not-found',
      place: { file },
      message: `can't be read, expected the report: ${reason}`,
      cause,
    });
  }
}
