using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>Parameter updates of the optimisers, in place, in chunks of 16,384 parameters.</summary>
internal static unsafe class Updates
{
    private const int Chunk = 16_384;

    /// <summary>What happens to parameters start to end − 1, as far as whole vectors go.</summary>
    private interface IRule
    {
        /// <summary>Updates and returns the first parameter that was left.</summary>
        int Loop<V>(int start, int end)
            where V : struct, ILanes<V>;
    }

    /// <summary>One step of SGD in PyTorch's form: g += weightDecay·w; v = momentum·v + g; w −= lr·v (or lr·(g + momentum·v) with Nesterov).</summary>
    /// <remarks>Momentum 0 leaves velocity unread and may pass an empty span. A zero velocity gives PyTorch's first step (v = g).</remarks>
    public static void Sgd(Span<float> w, ReadOnlySpan<float> g, Span<float> velocity, float lr, float momentum, float weightDecay, bool nesterov)
    {
        Require(w.Length, g.Length, "gradients");
        if (momentum != 0) { Require(w.Length, velocity.Length, "velocities"); }
        fixed (float* pw = w, pg = g, pv = velocity) { Run(w.Length, new SgdRule(pw, pg, pv, lr, momentum, weightDecay, nesterov)); }
    }

    /// <summary>One step of Adam: g += weightDecay·w; m = β₁m + (1 − β₁)g; v = β₂v + (1 − β₂)g²; w = w·shrink − size·m/(√v/root + eps).</summary>
    /// <param name="size">The learning rate over 1 − β₁ᵗ.</param>
    /// <param name="root">√(1 − β₂ᵗ).</param>
    /// <param name="shrink">1, or 1 − lr·λ for a decoupled weight decay λ.</param>
    public static void Adam(
        Span<float> w, ReadOnlySpan<float> g, Span<float> mean, Span<float> square, double beta1, double beta2, float size, float root, float eps, float weightDecay, float shrink)
    {
        Require(w.Length, g.Length, "gradients");
        Require(w.Length, mean.Length, "means");
        Require(w.Length, square.Length, "squares");
        fixed (float* pw = w, pg = g, pm = mean, pv = square) { Run(w.Length, new AdamRule(pw, pg, pm, pv, beta1, beta2, size, root, eps, weightDecay, shrink)); }
    }

    /// <summary>One step of RMSprop: g += weightDecay·w; v = αv + (1 − α)g²; b = momentum·b + g/(√v + eps); w −= lr·b.</summary>
    /// <remarks>With means, a = αa + (1 − α)g is kept there and √(v − a²) stands for √v. No momentum passes an empty velocity.</remarks>
    public static void RmsProp(
        Span<float> w, ReadOnlySpan<float> g, Span<float> square, Span<float> mean, Span<float> velocity, float lr, double alpha, float eps, float momentum, float weightDecay)
    {
        Require(w.Length, g.Length, "gradients");
        Require(w.Length, square.Length, "squares");
        if (!mean.IsEmpty) { Require(w.Length, mean.Length, "means"); }
        if (momentum != 0) { Require(w.Length, velocity.Length, "velocities"); }
        fixed (float* pw = w, pg = g, pv = square, pm = mean, pb = velocity) { Run(w.Length, new RmsPropRule(pw, pg, pv, pm, pb, lr, alpha, eps, momentum, weightDecay)); }
    }

    private static void Require(int parameters, int given, string what)
    {
        if (given < parameters) { throw new ArgumentException($"{parameters} parameters have {given} {what}"); }
    }

    private static void Run<TRule>(int count, TRule rule)
        where TRule : struct, IRule => Threads.For((int)(((long)count + Chunk - 1) / Chunk), new Job<TRule>(count, rule));

    private readonly struct Job<TRule>(int count, TRule rule) : IJob
        where TRule : struct, IRule
    {
        public void Run(int chunk)
        {
            int start = chunk * Chunk, end = Math.Min(count, start + Chunk);
            if (Vector512.IsHardwareAccelerated) { start = rule.Loop<Lanes16>(start, end); }
            else if (Vector256.IsHardwareAccelerated) { start = rule.Loop<Lanes8>(start, end); }
            else { start = rule.Loop<Lanes4>(start, end); }
            rule.Loop<Lanes1>(start, end);
        }
    }

    private readonly struct SgdRule(float* weights, float* gradients, float* velocities, float lr, float momentum, float weightDecay, bool nesterov) : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Loop<V>(int i, int end)
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

    private readonly struct AdamRule(
        float* weights, float* gradients, float* means, float* squares, double beta1, double beta2, float size, float root, float eps, float weightDecay, float shrink) : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Loop<V>(int i, int end)
            where V : struct, ILanes<V>
        {
            float* w = weights, g = gradients, mean = means, square = squares;
            V keep1 = V.All((float)beta1), add1 = V.All((float)(1 - beta1)), keep2 = V.All((float)beta2), add2 = V.All((float)(1 - beta2));
            V scale = V.All(size), correction = V.All(root), least = V.All(eps), decay = V.All(weightDecay), left = V.All(shrink);
            for (; i <= end - V.Count; i += V.Count)
            {
                V weight = V.Load(w + i), slope = V.Fma(decay, weight, V.Load(g + i));
                V m = V.Fma(keep1, V.Load(mean + i), add1 * slope), v = V.Fma(keep2, V.Load(square + i), add2 * slope * slope);
                V.Store(m, mean + i);
                V.Store(v, square + i);
                V.Store(weight * left - scale * m / (V.Sqrt(v) / correction + least), w + i);
            }

            return i;
        }
    }

    private readonly struct RmsPropRule(
        float* weights, float* gradients, float* squares, float* means, float* velocities, float lr, double alpha, float eps, float momentum, float weightDecay) : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Loop<V>(int i, int end)
            where V : struct, ILanes<V>
        {
            float* w = weights, g = gradients, square = squares, mean = means, velocity = velocities;
            V keep = V.All((float)alpha), add = V.All((float)(1 - alpha)), rate = V.All(-lr), least = V.All(eps), decay = V.All(weightDecay), stay = V.All(momentum);
            for (; i <= end - V.Count; i += V.Count)
            {
                V weight = V.Load(w + i), slope = V.Fma(decay, weight, V.Load(g + i));
                V v = V.Fma(keep, V.Load(square + i), add * slope * slope);
                V.Store(v, square + i);
                if (mean != null)
                {
                    V m = V.Fma(keep, V.Load(mean + i), add * slope);
                    V.Store(m, mean + i);
                    // Rounding may leave less than nothing of a gradient that does not change.
                    v = V.Max(V.Fma(-m, m, v), V.All(0));
                }

                V step = slope / (V.Sqrt(v) + least);
                if (velocity != null)
                {
                    step = V.Fma(stay, V.Load(velocity + i), step);
                    V.Store(step, velocity + i);
                }

                V.Store(V.Fma(rate, step, weight), w + i);
            }

            return i;
        }
    }
}
