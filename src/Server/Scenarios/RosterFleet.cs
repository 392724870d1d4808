using ChargePoints;
using Csms;
using Ocpp.V16;
using Server.Csms;
using Server.Csms.Files;
using Server.Roster;
using Simulation;
using Simulation.Scenarios;

namespace Server.Scenarios;

/// <summary>The chargers of a location as a run sees them: switched on and off as their owner would.</summary>
internal sealed class RosterFleet(
    ChargerRoster roster,
    string locationId,
    CentralSystem? central,
    CsmsClock? clock,
    FileStore? files
) : IScenarioFleet
{
    private const string FirmwareName = "scenario-firmware-2.0.0.bin";
    private const int FirmwareBytes = 256 * 1024;

    private readonly Lock _gate = new();
    private List<RosterCharger>? _toStart;
    private Task<Dictionary<string, string>>? _starting;

    public SimulatedCharger? Find(string chargerId) => Present(chargerId)?.Unit;

    public async ValueTask<Refusal?> StartAsync(SimulatedCharger charger)
    {
        if (Present(charger.Id) is not { } present)
        {
            return Gone;
        }

        if (present.Running && charger.Running)
        {
            return null;
        }

        // A run switches all its chargers on at once: they are written to the database together.
        Task<Dictionary<string, string>> starting;
        lock (_gate)
        {
            if (_toStart is null)
            {
                _toStart = [];
                _starting = StartTogetherAsync();
            }

            _toStart.Add(present);
            starting = _starting!;
        }

        return (await starting).TryGetValue(charger.Id, out var problem) ? Conflict(problem) : null;
    }

    public async ValueTask<Refusal?> StopAsync(SimulatedCharger charger)
    {
        if (Present(charger.Id) is not { } present)
        {
            return Gone;
        }

        await roster.WishAsync([present], running: false);
        await present.Unit.StopAsync(SimulatedCharger.StopLimit);
        return null;
    }

    public ValueTask<Refusal?> CallAsync(SimulatedCharger charger, string action, string payload)
    {
        if (central is null || clock is null || Present(charger.Id)?.CsmsUrl != roster.EmbeddedCsmsUrl)
        {
            return new(Conflict("Its CSMS is not the embedded one: only that one can be made to call."));
        }

        return new(CsmsCallAct.Send(central, charger.Id, action, payload, clock.Now));
    }

    /// <summary>A file of the embedded CSMS, made when it is first wanted.</summary>
    public async ValueTask<string?> FirmwareAsync()
    {
        if (central is null || files is null || roster.EmbeddedCsmsUrl is not { } csms)
        {
            return null;
        }

        if (files.Find(FirmwareName) is null)
        {
            using var content = new MemoryStream(new byte[FirmwareBytes]);
            await files.SaveAsync(FirmwareName, content, CancellationToken.None);
        }

        var url = new UriBuilder(csms) { Path = $"/csms/files/{FirmwareName}" };
        url.Scheme = url.Scheme == Uri.UriSchemeWss ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        return url.Uri.ToString();
    }

    private async Task<Dictionary<string, string>> StartTogetherAsync()
    {
        await Task.Yield();
        List<RosterCharger> chargers;
        lock (_gate)
        {
            chargers = _toStart!;
            _toStart = null;
        }

        var sockets = roster.Sockets();
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var charger in chargers)
        {
            if (roster.StartProblem(charger, ref sockets) is { } problem)
            {
                refused[charger.Id] = problem;
            }
        }

        await roster.WishAsync([.. chargers.Where(charger => !refused.ContainsKey(charger.Id))], running: true);
        return refused;
    }

    private static Refusal Gone => Conflict("The charger is not in the location any more.");

    private static Refusal Conflict(string detail) => new(RefusalKind.Conflict, detail);

    private RosterCharger? Present(string id) =>
        roster.TryGet(id, out var charger) && charger.Row.LocationId == locationId ? charger : null;
}

/// <summary>A call of the embedded central system that a scenario asks for.</summary>
internal static class CsmsCallAct
{
    /// <summary>Sends it and does not wait for the answer, which the charger's log has; null when it is on its way.</summary>
    public static Refusal? Send(CentralSystem central, string chargerId, string name, string payload, Ocpp.Instant now)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(payload);
        if (OcppAction.Find(name) is not { } action || !action.Direction.HasFlag(Direction.FromCentralSystem))
        {
            return new(RefusalKind.Invalid, $"'{name}' is no action that a CSMS can call.");
        }

        if (action.Request.Problems(utf8) is [var problem, ..])
        {
            return new(RefusalKind.Invalid, $"payload.{problem.Path} {problem.Message}");
        }

        if (central.FindConnection(chargerId) is not { } connection)
        {
            return new(RefusalKind.Conflict, "The charger is not connected.");
        }

        _ = connection.CallAsync(action, utf8, now);
        return null;
    }
}
