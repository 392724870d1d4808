using System.Text.Json;
using ChargePoints;

namespace Simulation.Scenarios.Acts;

/// <summary>The embedded CSMS orders an update with a firmware that it serves. Refused with another CSMS.</summary>
public sealed record OrderFirmware(string ChargerId) : ScenarioAct(ChargerId, 0)
{
    /// <inheritdoc/>
    public override string Kind => "order-firmware";

    internal override async ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger)
    {
        if (await fleet.FirmwareAsync().ConfigureAwait(false) is not { } location)
        {
            return new(
                new Refusal(RefusalKind.Conflict, "There is no embedded CSMS that serves a firmware and can order it.")
            );
        }
        // Where it is served differs from place to place: it is no part of the plan.
        var payload = JsonSerializer.Serialize(
            new Dictionary<string, string> { ["location"] = location, ["retrieveDate"] = $"{charger.Shard.Now}" }
        );
        return new(await fleet.CallAsync(charger, "UpdateFirmware", payload).ConfigureAwait(false));
    }
}
