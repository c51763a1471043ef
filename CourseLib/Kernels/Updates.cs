using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>Parameter updates of the optimisers, in place, in chunks of 16,384 parameters.</summary>
internal static unsafe class Updates
{
    private const int Chunk = 16_384;

    /// <summary>One step of SGD in PyTorch's form: g += weightDecay·w; v = momentum·v + g; w −= lr·v (or lr·(g + momentum·v) with Nesterov).</summary>
    /// <remarks>Momentum 0 leaves velocity unread and may pass an empty span. A zero velocity gives PyTorch's first step (v = g).</remarks>
    public static void Sgd(Span<float> w, ReadOnlySpan<float> g, Span<float> velocity, float lr, float momentum, float weightDecay, bool nesterov)
    {
        if (g.Length < w.Length) { throw new ArgumentException($"{w.Length} parameters have {g.Length} gradients", nameof(g)); }
        if (momentum != 0 && velocity.Length < w.Length) { throw new ArgumentException($"{w.Length} parameters have {velocity.Length} velocities", nameof(velocity)); }
        fixed (float* pw = w, pg = g, pv = velocity)
        {
            Threads.For((int)(((long)w.Length + Chunk - 1) / Chunk), new SgdJob(w.Length, pw, pg, pv, lr, momentum, weightDecay, nesterov));
        }
    }

    private readonly struct SgdJob(int count, float* weights, float* gradients, float* velocities, float lr, float momentum, float weightDecay, bool nesterov) : IJob
    {
        public void Run(int chunk)
        {
            int start = chunk * Chunk, end = Math.Min(count, start + Chunk);
            if (Vector512.IsHardwareAccelerated) { start = Loop<Lanes16>(start, end); }
            else if (Vector256.IsHardwareAccelerated) { start = Loop<Lanes8>(start, end); }
            else { start = Loop<Lanes4>(start, end); }
            Loop<Lanes1>(start, end);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Loop<V>(int i, int end)
            where V : struct, ILanes<V>
        {
            float* w = weights, g = gradients, velocity = velocities;
            bool hasMomentum = momentum != 0, lookAhead = nesterov;
            V rate = V.All(-lr), keep = V.All(momentum), decay = V.All(weightDecay);
            for (; i <= end - V.Count; i += V.Count)
            {
                V weight = V.Load(w + i), step = V.Fma(decay, weight, V.Load(g + i));
                if (hasMomentum)
                {
                    V v = V.Fma(keep, V.Load(velocity + i), step);
                    V.Store(v, velocity + i);
                    step = lookAhead ? V.Fma(keep, v, step) : v;
                }

                V.Store(V.Fma(rate, step, weight), w + i);
            }

            return i;
        }
    }
}
