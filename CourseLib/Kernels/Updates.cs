namespace CourseLib.Kernels;

/// <summary>Parameter updates of the optimisers, in place.</summary>
internal static class Updates
{
    /// <summary>One step of SGD in PyTorch's form: g += weightDecay·w; v = momentum·v + g; w −= lr·v (or lr·(g + momentum·v) with Nesterov).</summary>
    /// <remarks>Momentum 0 leaves velocity unread and may pass an empty span. A zero velocity gives PyTorch's first step (v = g).</remarks>
    public static void Sgd(Span<float> w, ReadOnlySpan<float> g, Span<float> velocity, float lr, float momentum, float weightDecay, bool nesterov)
    {
        for (int i = 0; i < w.Length; i++)
        {
            float step = g[i] + (weightDecay * w[i]);
            if (momentum != 0)
            {
                velocity[i] = (momentum * velocity[i]) + step;
                step = nesterov ? step + (momentum * velocity[i]) : velocity[i];
            }

            w[i] -= lr * step;
        }
    }
}
