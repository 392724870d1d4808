using System.Reflection;

namespace House.Tests;

/// <summary>Dependencies point one way: Ocpp ← ChargePoint ← Simulation ← Server, and Ocpp ← Csms ← Server.</summary>
public sealed class DependencyTests
{
    [Theory]
    [InlineData("Ocpp", "")]
    [InlineData("ChargePoint", "Ocpp")]
    [InlineData("Simulation", "Ocpp ChargePoint")]
    [InlineData("Csms", "Ocpp")]
    public void A_room_uses_the_rooms_below_it_and_the_base_class_library(string room, string below)
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
