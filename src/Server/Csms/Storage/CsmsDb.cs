using Csms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Ocpp.V16;

namespace Server.Csms.Storage;

/// <summary>
/// What the embedded central system remembers. A database of its own: it is the other side of the wire, and its writes
/// must not wait for those of the chargers (SQLite has one writer per database).
/// </summary>
public sealed class CsmsDb(DbContextOptions<CsmsDb> options) : DbContext(options)
{
    public DbSet<CsmsSession> Sessions => Set<CsmsSession>();

    public DbSet<ChargePointRegistration> ChargePoints => Set<ChargePointRegistration>();

    public DbSet<OrderedRegistration> Registrations => Set<OrderedRegistration>();

    public DbSet<IdTagEntry> IdTags => Set<IdTagEntry>();

    public DbSet<SealedCredential> Credentials => Set<SealedCredential>();

    public DbSet<Seed> Seeds => Set<Seed>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CsmsSession>(session =>
        {
            session.ToTable("Sessions").HasKey(s => s.Number);
            session.Property(s => s.Number).ValueGeneratedNever();
            session.HasIndex(s => s.State);
            session.Ignore(s => s.EnergyWh);
        });
        modelBuilder.Entity<ChargePointRegistration>(chargePoint =>
        {
            chargePoint.ToTable("ChargePoints").HasKey(c => c.Id);
            chargePoint.OwnsOne(c => c.Boot, boot => boot.ToJson());
        });
        modelBuilder.Entity<OrderedRegistration>().ToTable("Registrations").HasKey(r => r.Id);
        modelBuilder.Entity<IdTagEntry>(idTag =>
        {
            idTag.ToTable("IdTags").HasKey(t => t.IdTag);
            idTag.Property(t => t.IdTag).UseCollation("NOCASE");
        });
        modelBuilder.Entity<SealedCredential>().ToTable("Credentials").HasKey(c => c.Id);
        modelBuilder.Entity<Seed>().ToTable("Seeds").HasKey(s => s.Name);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<SessionState>().HaveConversion<string>();
        configurationBuilder.Properties<AuthorizationStatus>().HaveConversion<string>();
        configurationBuilder.Properties<RegistrationStatus>().HaveConversion<string>();
        configurationBuilder.Properties<Reason>().HaveConversion<string>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<DateTimeOffsetToBinaryConverter>();
    }
}

/// <summary>How a charge point proves who it is, protected.</summary>
public sealed class SealedCredential
{
    /// <summary>The identity.</summary>
    public required string Id { get; init; }

    /// <summary>For none but this simulator to read.</summary>
    public required byte[] Sealed { get; init; }
}

/// <summary>A counter that must not run backwards.</summary>
public sealed class Seed
{
    public const string TransactionId = nameof(TransactionId);

    public const string Life = nameof(Life);

    public required string Name { get; init; }

    public required long Value { get; set; }
}
