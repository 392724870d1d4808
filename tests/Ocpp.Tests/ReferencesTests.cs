using Ocpp.V16;

namespace Ocpp.Tests;

public class ReferencesTests
{
    [Fact]
    public void Ocpp_references_the_base_class_library_only() =>
        typeof(OcppAction)
            .Assembly.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal));
}
