using CourseLib.Autograd.Functions;
using CourseLib.Kernels;

namespace CourseLib.Activations;

/// <summary>y = max(x, 0); the gradient passes where y &gt; 0.</summary>
internal sealed class ReluFunction : ResultFunction<Relu, ReluBackward>;
