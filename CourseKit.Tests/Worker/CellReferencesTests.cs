using CourseKit.Worker;
using CourseLib.Interactive;

namespace CourseKit.Tests.Worker;

/// <summary>A cell names the same in .NET Interactive as here.</summary>
public sealed class CellReferencesTests
{
    [Fact]
    public void Both_kernels_give_cells_the_same_namespaces() =>
        Assert.Equal(
            CellReferences.Imports.Where(import => !import.StartsWith("CourseKit.", StringComparison.Ordinal)),
            CourseReferences.Imports);

    [Fact]
    public void Every_assembly_that_the_other_kernel_is_given_lies_in_the_program() =>
        Assert.All(
            CourseReferences.Assemblies,
            name => Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll")), name));
}
