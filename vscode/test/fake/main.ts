// The fake server as a program of its own.
import { serve } from './server.ts';

serve(process.stdin, process.stdout);
process.stdin.on('end', () => process.exit(0));
