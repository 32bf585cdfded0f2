export declare const perl: { name: string; load(id: string): Promise<{ code: string; moduleType: 'js' } | undefined> };
