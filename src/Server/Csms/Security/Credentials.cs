using System.Collections.Concurrent;
using System.Text.Json;
using Csms;
using Microsoft.EntityFrameworkCore;
using Ocpp.V16;
using Server.Csms.Storage;
using Server.Storage;

namespace Server.Csms.Security;

/// <summary>
/// How each charge point proves who it is: as the settings say until something else is learnt. What is learnt is on the disk, protected,
/// before a charge point can know it.
/// </summary>
internal sealed partial class Credentials : IDisposable
{
    private readonly ConcurrentDictionary<string, Credential> _learnt = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CsmsDatabase _database;
    private readonly CsmsSettings _settings;
    private readonly Secrets _secrets;

    /// <summary>Reads what a former life has learnt; the database is up to date once there is a central system.</summary>
    public Credentials(CentralSystem central, CsmsDatabase database, CsmsSettings settings, ILogger<Credentials> log)
    {
        MaxLearnt = central.Options.MaxChargePoints;
        _database = database;
        _settings = settings;
        _secrets = new(Path.Combine(settings.DataDirectory, "keys"), "csms");
        using var db = database.Open();
        Learn(Read(db, out var unreadable));
        foreach (var id in unreadable)
        {
            Unreadable(log, id);
        }
    }

    private int MaxLearnt { get; }

    /// <summary>What a database has, by identity.</summary>
    public Dictionary<string, Credential> Read(CsmsDb db, out List<string> unreadable)
    {
        var learnt = new Dictionary<string, Credential>();
        unreadable = [];
        foreach (var row in db.Credentials.AsNoTracking())
        {
            if (_secrets.Unprotect(row.Sealed) is { } plain)
            {
                learnt[row.Id] = JsonSerializer.Deserialize<Credential>(plain)!;
            }
            else
            {
                unreadable.Add(row.Id);
            }
        }
        return learnt;
    }

    /// <summary>Lets nothing be learnt until what is returned is disposed of.</summary>
    public async Task<IDisposable> HoldAsync()
    {
        await _writing.WaitAsync();
        return new Held(_writing);
    }

    /// <summary>Puts something else in the place of all that was learnt. Only while it is held.</summary>
    public void Replace(Dictionary<string, Credential> learnt)
    {
        _learnt.Clear();
        Learn(learnt);
    }

    /// <summary>Those of whom something was learnt, by identity.</summary>
    public KeyValuePair<string, Credential>[] Learnt =>
        [.. _learnt.OrderBy(learnt => learnt.Key, StringComparer.Ordinal)];

    public Credential Of(string chargePointId) =>
        _learnt.TryGetValue(chargePointId, out var learnt) ? learnt
        : _settings.Passwords.TryGetValue(chargePointId, out var password) ? new Credential { Password = password }
        : Credential.None;

    /// <summary>To be called before a call is sent: what it may change is expected from then on.</summary>
    public async Task<Expectation?> ExpectAsync(string chargePointId, object? request)
    {
        var before = Of(chargePointId);
        var after = before.Expecting(request);
        if (after == before)
        {
            return null;
        }
        await ChangeAsync(chargePointId, now => now.Expecting(request));
        return new Expectation(before, after);
    }

    /// <summary>The call has ended. What was refused is expected no more; without an answer nobody knows, so both may come.</summary>
    public Task EndAsync(string chargePointId, Expectation expectation, CallOutcome outcome)
    {
        var refused = outcome.Status switch
        {
            CallStatus.Result => outcome.Payload
                is not ChangeConfigurationResponse
                {
                    Status: ConfigurationStatus.Accepted or ConfigurationStatus.RebootRequired,
                },
            CallStatus.Error or CallStatus.QueueFull => true,
            _ => false,
        };
        var (before, after) = expectation;
        return !refused
            ? Task.CompletedTask
            : ChangeAsync(
                chargePointId,
                now =>
                    now with
                    {
                        NextPassword = now.NextPassword == after.NextPassword ? before.NextPassword : now.NextPassword,
                        NextProfile = now.NextProfile == after.NextProfile ? before.NextProfile : now.NextProfile,
                    }
            );
    }

    /// <summary>Replaces what is known; false when as much is known as may be kept.</summary>
    public async Task<bool> ChangeAsync(string chargePointId, Func<Credential, Credential> change)
    {
        await _writing.WaitAsync();
        try
        {
            var before = Of(chargePointId);
            var after = change(before);
            if (after == before)
            {
                return true;
            }
            if (!_learnt.ContainsKey(chargePointId) && _learnt.Count >= MaxLearnt)
            {
                return false;
            }
            await using var db = _database.Open();
            var sealedAfter = _secrets.Protect(JsonSerializer.SerializeToUtf8Bytes(after));
            await db.Credentials.Where(row => row.Id == chargePointId).ExecuteDeleteAsync();
            db.Credentials.Add(new SealedCredential { Id = chargePointId, Sealed = sealedAfter });
            await db.SaveChangesAsync();
            _learnt[chargePointId] = after;
            return true;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>As the settings say again.</summary>
    public async Task ForgetAsync(string chargePointId)
    {
        await _writing.WaitAsync();
        try
        {
            await using var db = _database.Open();
            await db.Credentials.Where(row => row.Id == chargePointId).ExecuteDeleteAsync();
            _learnt.TryRemove(chargePointId, out _);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private void Learn(Dictionary<string, Credential> learnt)
    {
        foreach (var (id, credential) in learnt)
        {
            _learnt[id] = credential;
        }
    }

    private sealed class Held(SemaphoreSlim writing) : IDisposable
    {
        public void Dispose() => writing.Release();
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The embedded CSMS cannot read the password of {ChargePointId}: its key is gone. Until it is set again, what the settings say holds."
    )]
    private static partial void Unreadable(ILogger log, string chargePointId);
}

/// <summary>What is expected of a call, and what was known before.</summary>
internal sealed record Expectation(Credential Before, Credential After);
