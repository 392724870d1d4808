using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Server.Storage;

/// <summary>The database. Definitions go through it; the hot path of durable state is <see cref="SqliteChargerStore"/>.</summary>
public sealed class SimulatorDb(DbContextOptions<SimulatorDb> options) : DbContext(options)
{
    /// <summary>What definitions and durable states go through on their way; null at design time.</summary>
    internal Secrets Secrets { get; init; } = null!;

    public DbSet<LocationRow> Locations => Set<LocationRow>();

    public DbSet<ChargerRow> Chargers => Set<ChargerRow>();

    public DbSet<VehicleRow> Vehicles => Set<VehicleRow>();

    public DbSet<ChargerPartRow> ChargerParts => Set<ChargerPartRow>();

    public DbSet<QueuedMessageRow> QueuedMessages => Set<QueuedMessageRow>();

    public DbSet<ScenarioRow> Scenarios => Set<ScenarioRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<LocationRow>(location =>
        {
            location.ToTable("locations").HasKey(row => row.Id);
            // Without case, by the migration's own SQL: an index has no collation here, and a column that changes its own is
            // copied with its table.
            location.HasIndex(row => row.Name).IsUnique();
            location.Property(row => row.State).HasConversion<string>();
        });
        modelBuilder.Entity<ChargerRow>(charger =>
        {
            charger.ToTable("chargers").HasKey(row => row.Id);
            charger
                .HasOne<LocationRow>()
                .WithMany()
                .HasForeignKey(row => row.LocationId)
                .OnDelete(DeleteBehavior.Restrict);
            charger.HasMany(row => row.Evses).WithOne().HasForeignKey(row => row.ChargerId);
        });
        modelBuilder.Entity<EvseRow>(evse =>
        {
            evse.ToTable("evses").HasKey(row => new { row.ChargerId, row.Id });
            evse.Property(row => row.CurrentType).HasConversion<string>();
            evse.Property(row => row.Cable).HasConversion<string>();
        });
        modelBuilder.Entity<VehicleRow>(vehicle =>
        {
            vehicle.ToTable("vehicles").HasKey(row => row.Id);
            // Tags compare without case.
            vehicle.Property(row => row.IdTag).UseCollation("NOCASE");
            vehicle.HasIndex(row => new { row.LocationId, row.IdTag }).IsUnique();
            vehicle
                .HasOne<LocationRow>()
                .WithMany()
                .HasForeignKey(row => row.LocationId)
                .OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<ScenarioRow>().ToTable("scenarios").HasKey(row => row.Name);
        modelBuilder.Entity<ChargerPartRow>(part =>
        {
            part.ToTable("charger_parts").HasKey(row => new { row.ChargerId, row.Part });
            OfCharger(part);
        });
        modelBuilder.Entity<QueuedMessageRow>(message =>
        {
            message.ToTable("queued_messages").HasKey(row => new { row.ChargerId, row.Sequence });
            OfCharger(message);
        });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static void OfCharger<T>(EntityTypeBuilder<T> state)
        where T : class =>
        state.HasOne<ChargerRow>().WithMany().HasForeignKey("ChargerId").OnDelete(DeleteBehavior.Cascade);

    private static string SnakeCase(string name) =>
        string.Concat(
            name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString())
        );
}
