using Microsoft.EntityFrameworkCore;
using Server.Backup;
using Server.Chargers;
using Server.Csms.Storage;
using Server.Roster;
using Server.Storage;
using Simulation;

namespace Server.Tests.Kill;

/// <summary>A data directory as a kill has left it, read before anybody mends anything.</summary>
internal sealed record KilledData(RosterContents Roster, IReadOnlyList<CsmsTag> Tags, IReadOnlyList<CsmsEntry> Sessions)
{
    public static async Task<KilledData> ReadAsync(string directory)
    {
        foreach (var file in (string[])["simulator.db", "csms.db"])
        {
            SqliteFiles.Problem(Path.Combine(directory, file)).ShouldBeNull(file);
        }

        var simulator = new Database(
            Path.Combine(directory, "simulator.db"),
            new Secrets(Path.Combine(directory, "keys"), "chargers"),
            pooling: false
        );
        await using var db = simulator.CreateDbContext();
        var roster = await RosterContents.ReadAsync(
            db,
            (row, state) => RosterContents.AfterKill(row, state, TimeSpan.Zero)
        );
        await using var csms = new CsmsDatabase(Path.Combine(directory, "csms.db"), pooling: false).Open();
        return new(
            roster,
            [.. csms.IdTags.AsNoTracking().Select(tag => new CsmsTag(tag.IdTag, tag.Status.ToString()))],
            [
                .. (await csms.Sessions.AsNoTracking().ToListAsync()).Select(session => new CsmsEntry(
                    session.TransactionId,
                    session.ChargePointId,
                    session.State.ToString(),
                    session.StartMessageId,
                    session.Reason?.ToString(),
                    session.MeterStopWh ?? session.MeterStartWh
                )),
            ]
        );
    }

    /// <summary>All things that a ledger may have, as they are.</summary>
    public Dictionary<string, string> Things()
    {
        var found = new Dictionary<string, string>();
        foreach (var location in Roster.Locations.Where(location => location.Id != "default"))
        {
            found[$"location {location.Id}"] = $"{location.Name} {location.GridLimitW}";
        }

        foreach (var vehicle in Roster.Vehicles)
        {
            found[$"vehicle {vehicle.Id}"] = $"{vehicle.LocationId} {vehicle.Model}";
        }

        foreach (var tag in Tags)
        {
            found[$"tag {tag.IdTag}"] = tag.Status;
        }

        AddChargers(found);
        return found;
    }

    /// <summary>
    /// What charge points were answered is known to the CSMS, and what the CSMS knows is known to them: on either side no
    /// kill has undone what the other was told.
    /// </summary>
    public void ShouldAgree(IReadOnlyDictionary<string, Answered> answered)
    {
        foreach (var (id, charger) in answered)
        {
            var sessions = Sessions.Where(session => session.ChargePointId == id).ToList();
            charger.Started.Except(sessions.Select(session => session.TransactionId)).ShouldBeEmpty(id);
            sessions
                .Where(session => charger.Stopped.Contains(session.TransactionId))
                .ShouldAllBe(session => session.State == "Stopped", id);

            var state = Roster.Chargers.Single(one => one.Row.Id == id).State.ShouldNotBeNull();
            foreach (var open in sessions.Where(session => session.State == "Open"))
            {
                (
                    state.Transactions.Any(transaction => transaction.Id == open.TransactionId)
                    || state.Messages.Any(message => message.MessageId == open.StartMessageId)
                ).ShouldBeTrue($"{id} has never heard of transaction {open.TransactionId}");
            }

            var meterWh = (state.Registers.Evses is [var first, ..] ? first.MilliWh : 0) / 1000.0;
            meterWh.ShouldBeGreaterThanOrEqualTo(sessions.Max(session => session.MeterWh) ?? 0, id);
        }
    }

    private void AddChargers(Dictionary<string, string> found)
    {
        foreach (var (row, _) in Roster.Chargers.Where(charger => charger.Row.Id[0] == 'A'))
        {
            found[$"charger {row.Id}"] = Look(row);
        }

        foreach (
            var import in Roster
                .Chargers.Select(charger => charger.Row)
                .Where(row => row.Id[0] == 'I')
                .GroupBy(row => row.Id[..row.Id.LastIndexOf('-')])
        )
        {
            found[$"import {import.Key}"] = string.Join(
                " + ",
                import.GroupBy(Look).Select(same => $"{same.Count()} x {same.Key}")
            );
        }

        foreach (var (row, state) in Roster.Chargers.Where(charger => charger.Row.Id[0] == 'C'))
        {
            if (state?.Configuration?.GetValueOrDefault("BlinkRepeat") is { } value)
            {
                found[$"BlinkRepeat {row.Id}"] = value;
            }
        }

        var called = Roster.Chargers.Single(charger => charger.Row.Id == KillWork.Called).State;
        if (called is { LocalAuthList.Version: > 0 and var version })
        {
            found["list"] = $"{version}";
        }

        if (called?.Availability.Any(connector => connector is { ConnectorId: 1, Inoperative: true }) == true)
        {
            found["availability"] = "Inoperative";
        }
    }

    private static string Look(ChargerRow row) => $"{row.LocationId} {row.Vendor}";
}

/// <summary>A tag that the embedded CSMS was told.</summary>
internal sealed record CsmsTag(string IdTag, string Status);

/// <summary>A session of the embedded CSMS; the reading of its end, or of its start while it runs.</summary>
internal sealed record CsmsEntry(
    int TransactionId,
    string ChargePointId,
    string State,
    string? StartMessageId,
    string? Reason,
    int? MeterWh
);
