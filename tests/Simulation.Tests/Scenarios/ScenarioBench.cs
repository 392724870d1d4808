using System.Text.Json;
using ChargePoints;
using Ocpp;
using Simulation.Scenarios;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Scenarios;

/// <summary>Runs of scenarios in virtual time, against the embedded CSMS or against none.</summary>
internal static class ScenarioBench
{
    public static readonly Instant Start = Instant.FromUtc(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static ScenarioOrder Order(
        string scenario,
        int chargers = 4,
        int seconds = 120,
        ulong seed = 7,
        string parameters = "{}"
    )
    {
        var source = new ScenarioCatalogue().Find(scenario).ShouldNotBeNull();
        return Order(source.Make(), chargers, seconds, seed, parameters);
    }

    public static ScenarioOrder Order(
        IScenario scenario,
        int chargers = 4,
        int seconds = 120,
        ulong seed = 7,
        string parameters = "{}"
    )
    {
        var errors = new List<ParameterError>();
        var values = ScenarioValues.Read(scenario.Description.Parameters, Json(parameters), errors);
        errors.ShouldBeEmpty();
        return new ScenarioOrder
        {
            Scenario = scenario,
            Values = values,
            Seed = seed,
            Duration = TimeSpan.FromSeconds(seconds),
            StartAt = Start,
            Chargers =
            [
                .. Enumerable.Range(1, chargers).Select(i => Charger(VirtualFleet.Definition($"CP{i}").ChargePoint)),
            ],
        };
    }

    public static ScenarioCharger Charger(ChargePointSettings settings) => new(settings.Id, settings.Evses);

    public static Dictionary<string, JsonElement> Json(string text) =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(text)!;

    /// <summary>A run to its end against the embedded CSMS in memory.</summary>
    public static (ScenarioRun Run, VirtualFleet Fleet) Run(ScenarioOrder order, Action<VirtualFleet>? prepare = null)
    {
        var fleet = new VirtualFleet(seed: order.Seed);
        foreach (var charger in order.Chargers)
        {
            fleet.Fleet.Add(VirtualFleet.Definition(charger.Id), null);
        }
        prepare?.Invoke(fleet);
        var run = new ScenarioRun(order, new OwnFleet(fleet.Fleet));
        fleet.Time.Attach(run);
        fleet.Time.RunUntil(() => !run.Running, order.Duration + TimeSpan.FromMinutes(1)).ShouldBeTrue();
        return (run, fleet);
    }

    /// <summary>What a run plans: against no chargers at all, for the plan must not depend on them.</summary>
    public static ScenarioRun Plan(ScenarioOrder order)
    {
        var run = new ScenarioRun(order, new NoFleet());
        run.RunUntil(order.StartAt + order.Duration);
        run.Running.ShouldBeFalse();
        return run;
    }

    public static IReadOnlyList<TimelineEntry> All(this Timeline timeline) => timeline.Read(0, int.MaxValue);

    public static IEnumerable<string> Lines(this Timeline timeline, TimelineOrigin? origin = null) =>
        timeline
            .All()
            .Where(it => origin is null || it.Origin == origin)
            .Select(it =>
                $"{it.Offset.TotalSeconds:0.###} {it.ChargerId} {it.EvseId} {it.Origin} {it.Kind} {it.Detail}"
            );

    private sealed class NoFleet : IScenarioFleet
    {
        public SimulatedCharger? Find(string chargerId) => null;

        public ValueTask<Refusal?> StartAsync(SimulatedCharger charger) => default;

        public ValueTask<Refusal?> StopAsync(SimulatedCharger charger) => default;

        public ValueTask<Refusal?> CallAsync(SimulatedCharger charger, string action, string payload) => default;

        public ValueTask<string?> FirmwareAsync() => default;
    }
}

/// <summary>A scenario made of what a test says.</summary>
internal sealed class TestScenario : IScenario
{
    public ScenarioDescription Description { get; init; } =
        new()
        {
            Name = "test",
            Title = "Test",
            Description = "A test.",
            Duration = TimeSpan.FromSeconds(60),
            BuiltIn = false,
        };

    public Action<ScenarioContext>? Start { get; init; }

    public Action<ScenarioContext, TimeSpan>? Ticked { get; init; }

    public Action<ScenarioContext, ScenarioEvent>? Happened { get; init; }

    public Action<ScenarioContext>? Stopped { get; init; }

    public bool HearsMessages { get; init; }

    public void OnStart(ScenarioContext run) => Start?.Invoke(run);

    public void OnTick(ScenarioContext run, TimeSpan delta) => Ticked?.Invoke(run, delta);

    public void OnEvent(ScenarioContext run, ScenarioEvent happened) => Happened?.Invoke(run, happened);

    public void OnStop(ScenarioContext run) => Stopped?.Invoke(run);
}
