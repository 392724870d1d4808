using Csms;
using Server.Csms.Security;
using Server.Csms.Storage;

namespace Server.Csms;

/// <summary>The embedded central system as somebody sees it who puts other data in its place.</summary>
internal sealed class CsmsRestore(
    CsmsHost host,
    CentralSystem central,
    CsmsStore store,
    CsmsDatabase database,
    Credentials credentials
)
{
    /// <summary>Its database.</summary>
    public string FilePath => database.FilePath;

    /// <summary>
    /// Reads a database that is to take the place of this one. Counters in it are set so that nothing that was given out is
    /// given out again.
    /// </summary>
    public CsmsContents Prepare(CsmsDatabase from, out int unreadable)
    {
        using var db = from.Open();
        using (var present = database.Open())
        {
            CsmsStore.Raise(db, Seed.Life, CsmsStore.Read(present, Seed.Life) ?? 0);
            CsmsStore.Raise(db, Seed.TransactionId, central.LastTransactionId + 1L);
        }

        db.SaveChanges();
        return CsmsContents.Read(db, credentials, out unreadable);
    }

    /// <summary>Ends when all that is noted is on the disk.</summary>
    public Task SaveAsync() => store.SaveOrRefuseAsync();

    /// <summary>Closes all connections and keeps everybody from the database until what is returned is disposed of.</summary>
    public async Task<IDisposable> HoldAsync() =>
        new Hold(await credentials.HoldAsync(), host.Suspend(), await store.PauseAsync());

    /// <summary>The database is replaced: so is what is in memory. Only while it is held.</summary>
    public void Take(CsmsContents contents)
    {
        central.Replace(
            contents.ChargePoints,
            contents.IdTags,
            contents.Registrations,
            contents.Sessions,
            contents.LastTransactionId
        );
        store.Discard();
        credentials.Replace(contents.Credentials);
    }

    private sealed class Hold(params IDisposable[] held) : IDisposable
    {
        public void Dispose() => Array.ForEach(held, one => one.Dispose());
    }
}
