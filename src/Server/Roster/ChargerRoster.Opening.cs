using System.Collections.Immutable;
using ChargePoints;
using Server.Storage;
using Simulation;

namespace Server.Roster;

/// <summary>From the database into memory: at the start, and when a backup is restored.</summary>
internal sealed partial class ChargerRoster
{
    private TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Complete when everything is loaded.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Complete when everything is replaced the next time.</summary>
    public Task Replaced => _replaced.Task;

    /// <summary>Loads everything and starts the chargers that should run.</summary>
    /// <param name="embeddedCsmsUrl">The embedded CSMS, without an identity; null when it is not hosted.</param>
    /// <param name="embeddedSecureUrl">The same with TLS; null when it has none.</param>
    public async Task OpenAsync(string? embeddedCsmsUrl, string? embeddedSecureUrl = null)
    {
        _embeddedCsmsUrl = embeddedCsmsUrl;
        _embeddedSecureUrl = embeddedSecureUrl is null ? null : new Uri(embeddedSecureUrl);
        await using var db = await database.CreateDbContextAsync();
        var contents = await RosterContents.ReadAsync(
            db,
            (row, state) =>
            {
                if (mark.LostAtMost is { } lost)
                {
                    state = RosterContents.AfterKill(row, state, lost);
                    // On disk before anything is reported, so that a second kill does not lose it again.
                    store.Save(row.Id, [new PartChanged(DurableParts.Registers, state.Write(DurableParts.Registers))]);
                }

                return state;
            }
        );
        Take(contents);
        NoteLocations();
        Note("simulator-started", $"{Chargers.Count} chargers in {Locations.Count} locations");
        await store.FlushAsync();
        if (db.Secrets.Unreadable is > 0 and var unreadable)
        {
            LogUnreadable(unreadable);
        }

        StartWished(Chargers);
        _opened.SetResult();
    }

    /// <summary>
    /// Stops all chargers in an orderly way and puts others in the place of everything there is. When it fails, everything is
    /// as before.
    /// </summary>
    /// <param name="contents">What the databases have once they are replaced.</param>
    /// <param name="replace">
    /// Replaces the databases, or fails and changes nothing; nobody writes to them meanwhile. It calls what it is given when it is
    /// done: the former chargers are gone then, with what they had to save.
    /// </param>
    /// <exception cref="ConflictException">A change of a charger is under way.</exception>
    public async Task ReplaceAllAsync(RosterContents contents, Func<Func<Task>, Task> replace)
    {
        var former = Chargers;
        await OutOfServiceAsync(
            former,
            onlyIfIdle: false,
            async () =>
            {
                RefuseNewcomers(Chargers, former);
                using (await store.PauseAsync())
                {
                    await replace(async () =>
                    {
                        await Task.WhenAll(former.Select(charger => fleet.RemoveAsync(charger.Id)));
                        store.Discard();
                    });
                }

                _chargers.Clear();
                Take(contents);
            }
        );
        Note("backup-restored", $"{Chargers.Count} chargers in {Locations.Count} locations");
        NoteLocations();
        NoteVehicles();
        Changed?.Invoke(this, RosterChange.All);
        StartWished(Chargers);
        Interlocked
            .Exchange(ref _replaced, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .SetResult();
    }

    private void Take(RosterContents contents)
    {
        _locations = contents.Locations.ToImmutableDictionary(row => row.Id);
        _vehicles = contents.Vehicles.ToImmutableDictionary(row => row.Id);
        foreach (var location in contents.Locations)
        {
            SetSite(location);
        }

        foreach (var (row, state) in contents.Chargers)
        {
            Admit(row, state);
        }

        _sorted = null;
    }
}
