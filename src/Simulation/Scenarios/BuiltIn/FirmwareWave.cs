using Simulation.Scenarios.Acts;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>
/// The embedded CSMS has all chargers update their firmware, wave by wave, while cars come and go: a charger
/// installs it when its transactions have ended. With another CSMS each order is
/// refused with the reason: only the CSMS of a charger can order an update.
/// </summary>
internal sealed class FirmwareWave : IScenario
{
    private static readonly IntegerParameter Waves = new(
        "waves",
        "Waves",
        "The chargers are divided at random among so many waves.",
        1,
        100,
        4
    );

    private static readonly NumberParameter Every = new(
        "everySeconds",
        "Wave every",
        "From one wave to the next.",
        1,
        86_400,
        60
    )
    {
        Unit = "s",
    };

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly NumberParameter TimeScale = Common.TimeScale with { Default = 4 };

    private readonly NormalTraffic _traffic = new();

    public ScenarioDescription Description { get; } =
        new()
        {
            Name = "firmware_wave",
            Title = "Firmware wave",
            Description =
                "The embedded CSMS orders a firmware update of all chargers, wave by wave, while cars come and go. Chargers of another "
                + "CSMS only have the cars: their orders are refused.",
            Duration = TimeSpan.FromMinutes(10),
            Parameters = [Waves, Every, TimeScale, Drivers.Source, Drivers.IdTag],
        };

    public void OnStart(ScenarioContext run)
    {
        _traffic.Start(run, run.Parameters[TimeScale]);
        foreach (var charger in run.Chargers)
        {
            var wave = run.Random(charger.Id, "wave").NextInt32(run.Parameters[Waves]);
            run.Plan(First + (wave * TimeSpan.FromSeconds(run.Parameters[Every])), new OrderFirmware(charger.Id));
        }
    }

    public void OnTick(ScenarioContext run, TimeSpan delta) => _traffic.PlanComing(run);
}
