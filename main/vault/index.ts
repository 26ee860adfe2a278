import { serve } from './serve.ts';

serve(1_000);
