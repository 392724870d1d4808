using System.Reflection;

namespace House.Tests;

/// <summary>Dependencies point one way: Ocpp ← ChargePoint ← Simulation ← Server, and Ocpp ← Csms ← Server. Packages are named.</summary>
public sealed class DependencyTests
{
    [Theory]
    [InlineData("Ocpp", "")]
    [InlineData("ChargePoint", "Ocpp")]
    [InlineData("Simulation", "Ocpp ChargePoint YamlDotNet")]
    [InlineData("Csms", "Ocpp")]
    public void A_room_uses_the_base_class_library_and_what_is_named_here(string room, string below)
    {
        string[] allowed = below.Split(' ');
        var foreign = Assembly
            .Load(room)
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !IsBaseClassLibrary(name) && !allowed.Contains(name));

        foreign.ShouldBeEmpty();
    }

    private static bool IsBaseClassLibrary(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll"));
}
