namespace CourseLib.Tensors;

/// <summary>Copies between a contiguous block and a box of a larger one, given by a start and a stride for each axis.</summary>
internal static class Strided
{
    /// <summary>Reads a box: <paramref name="to"/> is contiguous, of <paramref name="shape"/>.</summary>
    public static void Gather(ReadOnlySpan<float> from, int start, ReadOnlySpan<int> strides, ReadOnlySpan<int> shape, Span<float> to)
    {
        if (to.Length == 0) return;
        var walk = new Walk(start, strides, shape);
        for (int at = 0; at < to.Length; at += walk.Length)
        {
            int source = walk.Next();
            if (walk.Stride == 1) from.Slice(source, walk.Length).CopyTo(to[at..]);
            else
                for (int index = 0; index < walk.Length; index++) to[at + index] = from[source + index * walk.Stride];
        }
    }

    /// <summary>Writes a box: <paramref name="from"/> is contiguous, of <paramref name="shape"/>; what is outside the box stays.</summary>
    public static void Scatter(ReadOnlySpan<float> from, ReadOnlySpan<int> shape, Span<float> to, int start, ReadOnlySpan<int> strides)
    {
        if (from.Length == 0) return;
        var walk = new Walk(start, strides, shape);
        for (int at = 0; at < from.Length; at += walk.Length)
        {
            int target = walk.Next();
            if (walk.Stride == 1) from.Slice(at, walk.Length).CopyTo(to[target..]);
            else
                for (int index = 0; index < walk.Length; index++) to[target + index * walk.Stride] = from[at + index];
        }
    }

    /// <summary>The runs along the last axis, after axes that continue each other are merged.</summary>
    private ref struct Walk
    {
        private readonly int[] sizes, strides, index;
        private int next;

        public Walk(int start, ReadOnlySpan<int> boxStrides, ReadOnlySpan<int> shape)
        {
            var mergedSizes = new List<int>();
            var mergedStrides = new List<int>();
            for (int axis = 0; axis < shape.Length; axis++)
            {
                if (shape[axis] == 1) continue;
                if (mergedSizes.Count > 0 && mergedStrides[^1] == boxStrides[axis] * shape[axis])
                {
                    mergedSizes[^1] *= shape[axis];
                    mergedStrides[^1] = boxStrides[axis];
                }
                else
                {
                    mergedSizes.Add(shape[axis]);
                    mergedStrides.Add(boxStrides[axis]);
                }
            }
            bool isSingle = mergedSizes.Count == 0;
            Length = isSingle ? 1 : mergedSizes[^1];
            Stride = isSingle ? 1 : mergedStrides[^1];
            if (!isSingle)
            {
                mergedSizes.RemoveAt(mergedSizes.Count - 1);
                mergedStrides.RemoveAt(mergedStrides.Count - 1);
            }
            sizes = [.. mergedSizes];
            strides = [.. mergedStrides];
            index = new int[sizes.Length];
            next = start;
        }

        public int Length { get; }

        public int Stride { get; }

        /// <summary>Where the next run starts.</summary>
        public int Next()
        {
            int here = next;
            for (int axis = sizes.Length - 1; axis >= 0; axis--)
            {
                next += strides[axis];
                if (++index[axis] < sizes[axis]) break;
                next -= strides[axis] * sizes[axis];
                index[axis] = 0;
            }
            return here;
        }
    }
}
